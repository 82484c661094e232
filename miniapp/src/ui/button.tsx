import type { ReactNode } from 'react'
import { Icon, type IconName } from '../kit/icon'
import { Press } from '../kit/press'

interface ButtonProps {
  look?: 'primary' | 'tint' | 'plain' | 'danger' | 'text'
  small?: boolean
  wide?: boolean
  icon?: IconName
  /** Shows that it works, and takes no second press. */
  busy?: boolean
  disabled?: boolean
  /** Grey, but pressing it says why. */
  dimmed?: boolean
  label?: string
  onPress?: () => void
  children?: ReactNode
}

/** A button with words on it. */
export function Button({ look = 'plain', small, wide, icon, busy, disabled, dimmed, ...props }: ButtonProps) {
  const classes = [
    'button',
    `button-${look}`,
    small && 'button-small',
    wide && 'button-wide',
    dimmed && 'button-off',
  ]
  return (
    <Press
      className={classes.filter(Boolean).join(' ')}
      label={props.label}
      disabled={disabled || busy}
      once
      onPress={props.onPress}
    >
      {busy ? <Busy /> : icon && <Icon name={icon} size={18} />}
      {props.children}
    </Press>
  )
}

function Busy() {
  return <Icon name="refresh" size={16} />
}

/** A button that is only an icon, 44 pixels square; `label` is read aloud. */
export function IconButton({ icon, label, onPress }: { icon: IconName; label: string; onPress: () => void }) {
  return (
    <Press className="icon-button" label={label} onPress={onPress}>
      <Icon name={icon} />
    </Press>
  )
}
