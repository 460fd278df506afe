import { pageId } from "@/app/page-id";
import type { WithId } from "@/app/page-props";
import { RatingSettingsPage, ratingTitle } from "@/app/rating-settings/rating-settings-page";

export const generateMetadata = ratingTitle;

export default async function OperationsRatingPage({ params }: WithId) {
  return <RatingSettingsPage partnerId={await pageId(params)} area="operations" />;
}
