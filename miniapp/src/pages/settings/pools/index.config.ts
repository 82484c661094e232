export default { navigationBarTitleText: '公海设置' }
