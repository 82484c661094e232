/** What a unit of the company does; off = its objects are absent for its people (SET-1). */
export const organisationFunctions = ['sales', 'marketing', 'service'] as const
/** What a department is for. */
export const departmentAttributes = ['sales', 'marketing', 'service', 'office'] as const
/** The chat platforms on which employees have accounts. */
export const staffPlatforms = ['wecom', 'dingtalk'] as const
