import { SignInPage } from '../../areas/sign-in/sign-in-page'
import { useParameters } from '../../lib/parameters'

export default function SignInRoute() {
  return <SignInPage {...useParameters()} />
}
