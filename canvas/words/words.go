// Package words holds every sentence that the program says, in Dutch and in
// English. Sentences are plain and short; they say what is so and what can be
// done. None of them judges: no place is good or bad, no distance is too small
// or too large, and nothing is counted against anyone.
//
// # The catalogues
//
// nl.json and en.json hold what windows, reports and pictures say, with places
// for values by name ({{.Person}}): see [Speaker.Say]. What the terminal says
// (terminal.nl.json, terminal.en.json) and what is said where something fails
// (faults.nl.json, faults.en.json) has the places of package fmt, so that
// figures keep their form: see [Speaker.Sayf].
//
// # What fails
//
// The packages below, which read files and cameras, do not know this one. Their
// errors are English, and stay so while they are wrapped on their way up;
// where they reach somebody they are retold sentence by sentence, with names,
// files, lines and columns as they were: see [Speaker.Retell]. A test holds the
// catalogue of faults to every sentence in those packages. What no catalogue
// has stays English behind the sentence that was retold, for it is not the
// program's own: what libraries and the operating system say (but for the
// commonest, such as a full disk), and what only a slip of the program's makers
// could bring about, within the person network (package movenet).
//
// What programs read is the same in all languages: commands, flags, columns,
// keys and texts of JSON, exit statuses.
package words

import (
	"embed"
	"fmt"
	"os"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// Lang is a language that the program speaks, as its ISO 639-1 code.
type Lang string

// The languages.
const (
	Dutch   Lang = "nl"
	English Lang = "en"
)

// Languages returns every language that the program speaks.
func Languages() []Lang { return []Lang{Dutch, English} }

// ID names a sentence in the catalogues.
type ID string

// The catalogues: what windows, reports and pictures say; what the terminal
// says (terminal); and what is said where something fails (faults).
//
//go:embed *.json
var catalogues embed.FS

// files are the names of the catalogues, which "nl.json" or "en.json" follows.
var files = []string{"", "terminal.", "faults."}

// Speaker says sentences in one language. It is safe for several goroutines.
type Speaker struct {
	lang      Lang
	localizer *i18n.Localizer
}

var bundle = sync.OnceValue(func() *i18n.Bundle {
	b := i18n.NewBundle(language.English)
	for _, lang := range Languages() {
		for _, name := range files {
			if _, err := b.LoadMessageFileFS(catalogues, name+string(lang)+".json"); err != nil {
				panic("words: the embedded catalogue cannot be read: " + err.Error())
			}
		}
	}
	return b
})

// For returns the speaker of a language; English where the program does not
// speak it.
func For(lang Lang) *Speaker {
	if lang != Dutch {
		lang = English
	}
	return &Speaker{lang: lang, localizer: i18n.NewLocalizer(bundle(), string(lang))}
}

// Choose returns the asked language where the program speaks it, and otherwise
// that of the system: LC_ALL, LC_MESSAGES, LANG, in the order of POSIX.
func Choose(asked string) Lang {
	for _, name := range []string{asked, os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")} {
		if name == "" {
			continue
		}
		if strings.HasPrefix(strings.ToLower(name), string(Dutch)) {
			return Dutch
		}
		return English
	}
	return English
}

// Lang returns the language that is spoken.
func (s *Speaker) Lang() Lang { return s.lang }

// Say returns the sentence of that name. The arguments are pairs of a field of
// the sentence and its value: Say("x", "Person", "Anna"). A field "Count"
// chooses between one and many. An unknown name is returned as it is, so that
// a slip shows and nothing stops.
func (s *Speaker) Say(id ID, args ...any) string {
	fields := map[string]any{}
	for i := 0; i+1 < len(args); i += 2 {
		fields[fmt.Sprint(args[i])] = args[i+1]
	}
	config := &i18n.LocalizeConfig{MessageID: string(id), TemplateData: fields, PluralCount: fields["Count"]}
	said, err := s.localizer.Localize(config)
	if err != nil {
		// A sentence that is the same for one and for many.
		config.PluralCount = nil
		said, err = s.localizer.Localize(config)
	}
	if err != nil {
		return string(id)
	}
	return said
}
