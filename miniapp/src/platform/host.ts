/** A file that the person picked, ready to be sent. */
export interface PickedFile {
  name: string
  size: number
  /** A `File` in browsers, a temporary path in mini programs. */
  content: unknown
}

/** What the app in which we run can do for us: one object per host, all behind this interface. */
export interface Host {
  name: 'wecom' | 'dingtalk' | 'wechat' | 'browser' | 'mini'
  /** Does the host draw a bar with title and back button above our pages? */
  drawsBar: boolean
  /** How people sign in here: by a redirect, by a code from the host's JS-API, or by choosing a platform's web login. */
  signIn: 'redirect' | 'code' | 'choose'
  setTitle(title: string): void
  /** Asks the host for a login code (`signIn: 'code'` only). */
  requestCode?(corpId: string): Promise<string>
  /** Reads a QR code with the camera; only where the host has brought its scanner. Resolves with what stands in it, or undefined. */
  scan?(): Promise<string | undefined>
  /** Closes the web view, where there is one. */
  close?(): Promise<void>
}
