import { taskComplete, taskReopen } from '@gonghai/shared/actions/work'
import { handle } from '../../kernel/context'

/** Marks a task as done; doing it twice changes nothing. */
export const completeTask = handle(taskComplete, async (ctx, input) => {
  const { row } = ctx.refs.get('task')
  const doneAt = row.state === 'done' ? undefined : ctx.now.toISOString()
  await ctx.write.update('task', row, { state: 'done', doneAt })
  ctx.emit('task.completed', { task: input.task }, { object: 'task', id: input.task })
  return { result: { task: input.task }, say: { name: String(row.title) }, undo: { task: input.task } }
})

/** Opens a done task again. */
export const reopenTask = handle(taskReopen, async (ctx, input) => {
  const { row } = ctx.refs.get('task')
  await ctx.write.update('task', row, { state: 'open', doneAt: null })
  return { result: { task: input.task }, say: { name: String(row.title) } }
})
