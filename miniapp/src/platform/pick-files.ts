import { chooseImage } from '@tarojs/taro'
import type { PickedFile } from './host'

/** Lets the person choose or take pictures; resolves with none where they change their mind. */
export async function pickFiles(_kind: 'picture' | 'any'): Promise<PickedFile[]> {
  const chosen = await chooseImage({ count: 9 }).catch(() => ({
    tempFiles: [] as { path: string; size: number }[],
  }))
  return (chosen.tempFiles ?? []).map(file => ({
    name: file.path.split('/').pop() ?? 'picture.jpg',
    size: file.size,
    content: file.path,
  }))
}
