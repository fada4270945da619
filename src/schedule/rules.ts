// Which edition of the zones' rules this process reckons by.

/** Such as 2025c: editions of the IANA database sort by their names. '' where Node does not tell. */
export const zoneRules: string = process.versions.tz ?? '';
