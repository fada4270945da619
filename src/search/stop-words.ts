// Words of a question that name no topic.

const words =
  'a an the is are was were be been being am do does did doing done how what whats why when where which who whom whose can cant could ' +
  'should would will wont shall may might must i im we you youre they he she it its this that these those there here my our your ' +
  'me us them their his her of in on at to for with from by about into onto over under and or but not no nor so if then than as ' +
  'explain explained tell show give please pls help need needs want wants know understand mean means meaning really actually just ' +
  'some any anything something someone somebody everything thing things stuff one ones each every all also too very much many more most ' +
  'let lets make makes get gets got go goes have has had having like use uses used using work works working way ways ' +
  'vs versus difference differences between compare compared comparison better best good deal ' +
  'sys system systems design designs designing interview question topic topics concept basics intro introduction overview example examples ' +
  'up out off only still even own same other another such ' +
  'hi hey hello thanks thank ok okay lol';

const stopWords: ReadonlySet<string> = new Set(words.split(' '));

export const isStopWord = (word: string): boolean => stopWords.has(word);
