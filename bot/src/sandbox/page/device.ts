/// <reference lib="dom" />

/** Lets the person choose pictures, as the host's own picker would. */
export function choosePictures(count: number): Promise<File[]> {
  return new Promise(resolve => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/png,image/jpeg,image/gif,image/webp'
    input.multiple = count > 1
    input.addEventListener('change', () => resolve([...(input.files ?? [])].slice(0, count)))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
}

/** Where the phones of the sandbox are: Suzhou Industrial Park. */
export const place = { latitude: 31.3179, longitude: 120.7136, accuracy: 30 }
