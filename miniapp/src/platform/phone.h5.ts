/** Opens the dialler with a number (digits, +, -). */
export function callPhone(number: string): void {
  window.location.href = `tel:${number.replace(/[^\d+-]/g, '')}`
}
