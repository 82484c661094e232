/** Stands in for Taro's H5 components: `kit/*.h5.tsx` writes plain elements, and no page uses Taro's pull-down. */
export const PullDownRefresh = undefined
