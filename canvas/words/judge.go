package words

import "regexp"

// judging matches the words that the program never says of people, in Dutch
// and in English: what orders, alarms, forbids, counts or measures against a
// norm. People's own words are theirs and are never checked.
var judging = regexp.MustCompile(`(?i)` +
	`\b(too (close|near|far)|closer than|violat\w*|alarm\w*|alert\w*|warn\w*|danger\w*|caution|beware|` +
	`scor(e|es|ing)|norm(s|al|ally)?|abnormal\w*|forbid\w*|trespass\w*|intrud\w*|invade\w*|inappropriate|unsafe|` +
	`(good|bad|wrong|right|safe|healthy|unhealthy) (distance|place|zone|step)s?|distance is (good|bad|wrong|right)|` +
	`te (dicht|dichtbij|nabij|ver|veraf)\b|overtred\w*|waarschuw\w*|gevaar\w*|let op|pas op|opgelet|` +
	`norm(en|aal|ale)?|abnorma\w*|verboden|verbied\w*|onveilig\w*|ongepast\w*|grensoverschr\w*|` +
	`(goede|slechte|foute|juiste|veilige|gezonde|ongezonde) (afstand|plaats|zone|stap)\w*|afstand is (goed|slecht|fout|juist))\b|!`)

// Judges returns the first judging word in a text of the program's own, and
// nothing where there is none.
func Judges(text string) string { return judging.FindString(text) }
