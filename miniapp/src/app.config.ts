export default {
  pages: [
    'pages/home/index',
    'pages/record/index',
    'pages/form/index',
    'pages/list/index',
    'pages/pool/index',
    'pages/approvals/index',
    'pages/approval/index',
    'pages/sign-in/index',
  ],
  animation: false,
  window: {
    navigationBarTitleText: '公海',
    navigationBarBackgroundColor: '#ffffff',
    navigationBarTextStyle: 'black',
    backgroundTextStyle: 'dark',
  },
}
