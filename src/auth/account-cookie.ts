/** Which of a person's accounts he looks at: a driver's id, believed only where he may use it. */
export const accountCookie = "kvitt-account";
