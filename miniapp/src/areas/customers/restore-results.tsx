import type { OperationResult } from '@gonghai/shared/client/operation-api'
import { useState } from 'react'
import { Box } from '../../kit/box'
import { TextInput } from '../../kit/text-input'
import { useT } from '../../lib/i18n'
import { runAction } from '../../records/run-action'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { useFailureText } from '../../ui/empty'
import { Sheet } from '../../ui/sheet'

/** What came of restoring each; where a name was taken meanwhile, another can be given on the spot. */
export function RestoreResults({ results, onClose }: { results: OperationResult[]; onClose: () => void }) {
  const t = useT()
  const failed = results.filter(one => one.state === 'refused').length
  return (
    <Sheet title={t('customers.bin.results')} onClose={onClose}>
      <Box className="sheet-text">{t('customers.bin.some', { done: results.length - failed, failed })}</Box>
      {results.map(result => (
        <Box key={result.position} className="bin-result">
          <Box className="customer-strong">
            {result.title}{' '}
            {result.state === 'done' && <Chip tone="success">{t('customers.bin.restore')}</Chip>}
          </Box>
          {result.state !== 'done' && <Box className="customer-small">{result.message}</Box>}
          {result.code === 'nameTaken' && result.record && (
            <Rename record={result.record} name={result.title} />
          )}
        </Box>
      ))}
    </Sheet>
  )
}

function Rename({ record, name }: { record: string; name: string }) {
  const t = useT()
  const say = useFailureText()
  const [words, setWords] = useState(name)
  const [state, setState] = useState<'open' | 'busy' | 'done'>('open')
  const [failure, setFailure] = useState('')
  if (state === 'done') return <Chip tone="success">{t('customers.bin.restore')}</Chip>
  const submit = async () => {
    setState('busy')
    setFailure('')
    try {
      await runAction('customer.restore', { id: record.split(':')[1] ?? '', name: words.trim() })
      setState('done')
    } catch (error) {
      setFailure(say(error))
      setState('open')
    }
  }
  return (
    <Box className="bin-rename">
      <TextInput label={t('customers.bin.newName')} value={words} max={100} onChange={setWords} />
      <Button
        small
        look="primary"
        busy={state === 'busy'}
        disabled={words.trim() === '' || words.trim() === name}
        onPress={() => void submit()}
      >
        {t('customers.bin.rename')}
      </Button>
      {failure && <Box className="customer-small words-danger">{failure}</Box>}
    </Box>
  )
}
