import { Home } from '../../areas/frame/home'
import { useParameters } from '../../lib/parameters'
import { Gate } from '../../ui/gate'

export default function HomeRoute() {
  const { tab } = useParameters()
  return (
    <Gate>
      <Home tab={tab} />
    </Gate>
  )
}
