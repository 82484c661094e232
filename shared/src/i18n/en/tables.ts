/** Words of the company's own fields and of saved views, for the topics of verbs, errors and settings. */
export const tableParts = {
  action: {
    customField: {
      create: { label: 'Add field', done: '“{{name}}” added. Everybody has it from now on' },
      update: { label: 'Edit field', done: '“{{name}}” saved' },
      retire: { label: 'Retire field', done: '“{{name}}” retired. Its data is kept' },
      restore: { label: 'Use again', done: '“{{name}}” is in use again' },
      arrange: { label: 'Change order', done: 'Order saved' },
    },
    savedView: {
      create: { label: 'Save view', done: 'View “{{name}}” saved' },
      update: { label: 'Edit view', done: 'View “{{name}}” saved' },
      remove: { label: 'Delete view', done: 'View “{{name}}” deleted' },
      prefer: { label: 'Remember list', done: 'Remembered' },
    },
  },
  history: {
    customField: {
      create: 'added the field',
      update: 'changed the field',
      retire: 'retired the field',
      restore: 'brought the field back',
      arrange: 'changed the order of fields',
    },
    savedView: {
      create: 'saved the view',
      update: 'changed the view',
      remove: 'deleted the view',
      prefer: 'changed the list’s setup',
    },
  },
  error: {
    formulaInvalid: 'Formula, character {{position}}: {{reason}}',
    tooManyFields: 'One object can have at most {{max}} fields of your own. Retire one first.',
    tooManySortable: 'At most {{max}} fields of one object can be sortable. Free one first.',
    kindNotConvertible: 'Not everything in this field can become that kind. Add a new field instead.',
    fieldInFormula: 'The formulas “{{names}}” read it. Change those first.',
    tooManyViews: 'You can keep at most {{max}} views. Delete one first.',
  },
  formula: {
    type: {
      number: 'a number',
      text: 'text',
      date: 'a date',
      flag: 'yes/no',
      option: 'an option',
      decimal: 'a decimal',
      integer: 'a whole number',
      money: 'an amount',
      percent: 'a percentage',
      boolean: 'yes/no',
    },
    error: {
      unexpected: '“{{found}}” doesn’t belong here',
      unclosed: '“{{sign}}” is never closed',
      empty: 'the formula is empty',
      tooLong: 'too long: at most {{max}} parts. Split it into two fields',
      unknownField: 'there is no field “{{name}}”',
      unusableField: '“{{name}}” can’t be used in a formula',
      unknownFunction: 'there is no function “{{name}}”',
      arguments: '“{{name}}” takes {{least}} to {{most}} values',
      type: 'this is {{found}}, but {{wanted}} is needed',
      unknownOption: 'there is no option “{{name}}”',
      cycle: 'the formula leads back to itself',
    },
  },
}
