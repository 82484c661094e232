module.exports = {
  assumptions: { privateFieldsAsSymbols: true, setPublicClassFields: true, noDocumentAll: true },
  presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5', useBuiltIns: false }]],
}
