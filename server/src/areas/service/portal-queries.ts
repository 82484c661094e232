/** What the customer's door reads of service; every one of them only what belongs to the reader. */
export { assetByCode, myAsset, myAssets, type PortalAssetView } from './portal-assets'
export { myRequest, myRequests, type PortalRequestView } from './portal-requests'
export { type PortalSurveyView, pendingSurveys } from './portal-surveys'
export type { TimelineStep } from './timeline'
