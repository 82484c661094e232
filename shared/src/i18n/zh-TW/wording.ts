/** How words are put together: lists, and what something is about before what was said. */
export const wording = {
  list: {
    colon: '：',
    names: '{{names}}',
    related: '{{from}} · {{kind}} · {{to}}',
    known: '{{kind}} · {{name}}',
    said: '{{who}}：{{words}}',
    route: '{{field}} {{value}} → {{pool}}',
  },
}
