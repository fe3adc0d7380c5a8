import { isListGap } from './lists.ts';
import type { Sentence } from './sentences.ts';

/** Words that may stand between a denial and what it denies. */
const DENIED_GAP =
  /^[\s:]*(?:(?:a|an|the|la|il|le|lo|el|los|las|o|os|as|any|prior|previous|need|for|of|experience|with|knowledge|in|to|know|use|using|run|running|required|existing|pure|our|having|have|touch|deal|see|work|skills|be|looking|code|write|eine?n?|einer|Erfahrung|mit|Kenntnisse|in|de|du|d'|des|expérience|connaissance|experiencia|previa|en|con|conocimientos|necesidad|saber|usamos|experiência|em|com|conhecimento|prévia|esperienza|conoscenza|di|ervaring|met|kennis|van|doświadczenia|w|z|znajomości|erfarenhet|av|erfaring|med|kunskap|kokemusta|zkušeností|s|znalosti|käytä|es|trabajamos|utilizamos|necesario|necesaria|necesitas|hace|falta|conocer|conhecer|dominar|conoscere|saperne|asked|expected|requiere|requieren|requer|richiede|exige|pide|piden|programación|programação|programmation|programmazione|hablar|tener|trabalhamos|preciso|precisa|necessário|necessária|serve|usiamo|utilizziamo|lavoriamo|arbeiten|nutzen|verwenden|setzen|nicht|besoin|connaître|maîtriser|niet|nodig|more|longer|just any)\s+){0,6}$/iu;

/** Whether a name, or the first of its list, is what a denial before it speaks of. */
export function isDenied(text: string, sentence: Sentence, index: number): boolean {
  let first = index;
  for (; first > 0; first -= 1) {
    const left = sentence.mentions[first - 1];
    const right = sentence.mentions[first];
    if (left === undefined || right === undefined || !isListGap(text.slice(left.end, right.start)))
      break;
  }
  return [first, index].some((place) => {
    const start = sentence.mentions[place]?.start ?? 0;
    return sentence.cues.some(
      ({ cue, end, start: from }) =>
        cue.kind === 'not' &&
        cue.side !== 'after' &&
        from < start &&
        end <= start &&
        DENIED_GAP.test(text.slice(end, start)),
    );
  });
}
