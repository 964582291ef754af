package words

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// Sayf is Say for the sentences of the terminal and of what fails, whose places
// for values are those of package fmt. Numbers with decimals get the language's
// decimal sign, and errors are retold.
func (s *Speaker) Sayf(id ID, values ...any) string {
	said := make([]any, len(values))
	for i, v := range values {
		switch v := v.(type) {
		case float64:
			said[i] = decimal{v, s.lang}
		case error:
			said[i] = s.Retell(v.Error())
		default:
			said[i] = v
		}
	}
	return fmt.Sprintf(strings.ReplaceAll(s.Say(id), "%w", "%v"), said...)
}

// decimal is a number that is written with a language's decimal sign.
type decimal struct {
	v    float64
	lang Lang
}

// Format implements [fmt.Formatter].
func (d decimal) Format(to fmt.State, verb rune) {
	fmt.Fprint(to, inLanguage(d.lang, fmt.Sprintf(fmt.FormatString(to, verb), d.v)))
}

func inLanguage(lang Lang, number string) string {
	if lang == Dutch {
		return strings.Replace(number, ".", ",", 1)
	}
	return number
}

// Retell says in the speaker's language what was said in English where no
// catalogue is known: an error, or the advice with it. The longest sentence of
// the catalogue that it is, word for word, is said, and what stands at its
// places for values is retold in turn; where the text is a chain such as
// "room.yaml:14: zones[1].outline: unknown key", each link is. Names, places,
// and what no catalogue has, such as an error of the system, stay as they are.
func (s *Speaker) Retell(text string) string {
	if s.lang == English {
		return text
	}
	return s.chain(text, true, true)
}

// chain retells a chain, or a part of one that has its beginning, its end or
// both. A link within it that is one word is a key of a file or a name.
func (s *Speaker) chain(text string, begins, ends bool) string {
	if !begins && !ends && !strings.Contains(text, " ") {
		return text
	}
	if said, is := s.whole(text); is {
		return said
	}
	colons, semicolons := joints(text, ": "), joints(text, "; ")
	for _, at := range colons {
		if said, is := s.whole(text[at+2:]); is && ends {
			return s.chain(text[:at], begins, false) + ": " + said
		}
	}
	if len(semicolons) > 0 {
		at := semicolons[0]
		return s.chain(text[:at], begins, true) + "; " + s.chain(text[at+2:], true, ends)
	}
	if len(colons) == 0 {
		return text
	}
	at := colons[0]
	return s.chain(text[:at], begins, false) + ": " + s.chain(text[at+2:], false, ends)
}

// Trouble says an error, and what can be done about it where the error knows.
// One that is said plainly already, as its method Plain tells, stays as it is.
func (s *Speaker) Trouble(err error) string {
	var plain interface{ Plain() }
	if errors.As(err, &plain) {
		return err.Error()
	}
	said := s.Retell(Text(err))
	var advised interface{ Hint() string }
	if errors.As(err, &advised) && advised.Hint() != "" {
		hint := s.Retell(advised.Hint())
		first, size := utf8.DecodeRuneInString(hint)
		said = strings.TrimSuffix(said, ".") + ". " + string(unicode.ToUpper(first)) + strings.TrimSuffix(hint[size:], ".") + "."
	}
	return said
}

// Text is what an error says in one line, with a file that the system would not
// touch by its name instead of by what was tried: "a.csv": permission denied.
func Text(err error) string {
	text := err.Error()
	if bare, is := errors.AsType[*fs.PathError](err); is {
		text = strings.Replace(text, bare.Error(), fmt.Sprintf("%q: %v", bare.Path, bare.Err), 1)
	}
	return strings.Join(strings.FieldsFunc(text, func(c rune) bool { return c == '\n' || c == '\r' }), "; ")
}

// joints returns where a chain is joined by a sign, outside quoted names.
func joints(text, sign string) (at []int) {
	quoted := false
	for i := range len(text) {
		switch {
		case text[i] == '"' && (i == 0 || text[i-1] != '\\'):
			quoted = !quoted
		case !quoted && i > 0 && strings.HasPrefix(text[i:], sign):
			at = append(at, i)
		}
	}
	return at
}

// whole retells a text that is one sentence of the catalogue.
func (s *Speaker) whole(text string) (string, bool) {
	for _, e := range expected() {
		if !strings.Contains(text, e.landmark) {
			continue
		}
		if values := e.form.FindStringSubmatch(text); values != nil {
			return s.fill(e, values[1:]), true
		}
	}
	return "", false
}

// fill says a sentence with the values found in the English one.
func (s *Speaker) fill(e expectation, values []string) string {
	next := 0
	return verb.ReplaceAllStringFunc(s.Say(e.id), func(place string) string {
		if strings.HasSuffix(place, "%") {
			return "%"
		}
		i := next
		if m := verb.FindStringSubmatch(place); m[1] != "" {
			i, _ = strconv.Atoi(m[1])
			i--
		}
		next = i + 1
		if i >= len(values) {
			return place
		}
		switch place[len(place)-1] {
		case 'f', 'g':
			return inLanguage(s.lang, values[i])
		case 's', 'v', 'w':
			return s.Retell(values[i])
		}
		return values[i]
	})
}

// verb is a place for a value in a sentence, with its number where the order is
// not that of the values.
var verb = regexp.MustCompile(`%(?:\[(\d+)\])?[-+# 0]*\d*(?:\.\d+)?[a-zA-Z%]`)

// shapes are what stands at a place for a value, by its verb.
var shapes = map[byte]string{
	'd': `\s*([-+]?\d+)\s*`, 'f': `\s*([-+]?(?:[\d.]+|Inf|NaN))\s*`, 'g': `\s*([-+]?(?:[\d.]+(?:e[-+]\d+)?|Inf|NaN))\s*`,
	'o': `([0-7]+)`, 'x': `([0-9a-f]+)`, 'q': `("(?:[^"\\]|\\.)*")`,
	's': anything, 'v': anything, 'w': anything, 'T': anything, '%': `%`,
}

const (
	anything = `(.+?)`
	// link is what a sentence may begin with: one link of a chain, no longer one.
	link = `((?:"(?:[^"\\]|\\.)*"|[^":]|:\S)+?)`
)

// expectation is a sentence as it may come to be retold.
type expectation struct {
	id       ID
	form     *regexp.Regexp
	landmark string // its longest part without a place for a value
	letters  int    // without those places
}

// expected returns all sentences that may be retold, the longest first.
var expected = sync.OnceValue(func() []expectation {
	var sentences map[ID]string
	messages, err := catalogues.ReadFile("faults." + string(English) + ".json")
	if err == nil {
		err = json.Unmarshal(messages, &sentences)
	}
	if err != nil {
		panic("words: the embedded catalogue cannot be read: " + err.Error())
	}
	all := make([]expectation, 0, len(sentences))
	for id, sentence := range sentences {
		all = append(all, expect(id, sentence))
	}
	slices.SortFunc(all, func(a, b expectation) int {
		return cmp.Or(cmp.Compare(b.letters, a.letters), cmp.Compare(a.id, b.id))
	})
	return all
})

func expect(id ID, sentence string) expectation {
	e := expectation{id: id}
	var form strings.Builder
	from := 0
	part := func(to int) {
		text := sentence[from:to]
		form.WriteString(regexp.QuoteMeta(text))
		e.letters += len(text)
		if len(text) > len(e.landmark) {
			e.landmark = text
		}
	}
	for _, at := range verb.FindAllStringIndex(sentence, -1) {
		part(at[0])
		shape := shapes[sentence[at[1]-1]]
		if at[0] == 0 && shape == anything {
			shape = link
		}
		form.WriteString(shape)
		from = at[1]
	}
	part(len(sentence))
	e.form = regexp.MustCompile(`(?s)^` + form.String() + `$`)
	return e
}
