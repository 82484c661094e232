import { downloadFile, openDocument } from '@tarojs/taro'

/** Shows a file by its signed address. */
export async function openFile(url: string): Promise<void> {
  const { tempFilePath } = await downloadFile({ url })
  await openDocument({ filePath: tempFilePath })
}
