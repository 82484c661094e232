/** Shows a file by its signed address; hosts open it in their own viewer. */
export async function openFile(url: string): Promise<void> {
  const link = document.createElement('a')
  link.href = url
  link.target = '_blank'
  link.rel = 'noopener'
  link.click()
}
