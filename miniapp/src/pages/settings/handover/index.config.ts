export default { navigationBarTitleText: '离职与交接' }
