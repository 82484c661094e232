export default {
  pages: ['pages/home/index'],
  animation: false,
  window: {
    navigationBarTitleText: '公海',
    navigationBarBackgroundColor: '#ffffff',
    navigationBarTextStyle: 'black',
    backgroundTextStyle: 'dark',
  },
}
