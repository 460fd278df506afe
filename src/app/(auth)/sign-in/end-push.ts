/** Takes this browser off web push, whoever switched it on; our side has forgotten it with his session. */
export async function endPush(
  workers: Pick<ServiceWorkerContainer, "getRegistrations">,
): Promise<void> {
  for (const registration of await workers.getRegistrations()) {
    const subscription = await registration.pushManager?.getSubscription();
    await subscription?.unsubscribe();
  }
}
