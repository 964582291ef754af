package main

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/pflag"

	"nabij/canvas/words"
)

// A flag's help is a sentence of the catalogues, which is said when it is asked
// for. These methods stand before those of [pflag.FlagSet], which take texts.

// String adds a flag with a text.
func (c *call) String(name, value string, about words.ID) *string {
	return c.FlagSet.String(name, value, string(about))
}

// StringArray adds a flag with a text that can be given more than once.
func (c *call) StringArray(name string, value []string, about words.ID) *[]string {
	return c.FlagSet.StringArray(name, value, string(about))
}

// Bool adds a flag that is given or not.
func (c *call) Bool(name string, value bool, about words.ID) *bool {
	return c.FlagSet.Bool(name, value, string(about))
}

// Int adds a flag with a whole number.
func (c *call) Int(name string, value int, about words.ID) *int {
	return c.FlagSet.Int(name, value, string(about))
}

// Uint64 adds a flag with a whole number from 0.
func (c *call) Uint64(name string, value uint64, about words.ID) *uint64 {
	return c.FlagSet.Uint64(name, value, string(about))
}

// Float64 adds a flag with a number.
func (c *call) Float64(name string, value float64, about words.ID) *float64 {
	return c.FlagSet.Float64(name, value, string(about))
}

// Duration adds a flag with a length of time.
func (c *call) Duration(name string, value time.Duration, about words.ID) *time.Duration {
	return c.FlagSet.Duration(name, value, string(about))
}

// usage tells how the command is written.
func (c *call) usage() string {
	say := words.For(c.language())
	return fmt.Sprintf("%s nabij %s %s\n\n%s\n\n%s", say.Say("usage"), c.cmd.name, c.cmd.args, say.Say(c.cmd.about), c.flagHelp(say))
}

// flagHelp lists the flags, each with its sentence.
func (c *call) flagHelp(say *words.Speaker) string {
	var left, right []string
	c.VisitAll(func(f *pflag.Flag) {
		name, about := "      --"+f.Name, say.Say(words.ID(f.Usage))
		if kind := f.Value.Type(); kind != "bool" {
			name += " " + say.Say(words.ID("flag_kind_"+kind))
		}
		if !slices.Contains([]string{"", "0", "0s", "false", "[]", "-1"}, f.DefValue) {
			about += " " + say.Sayf("flag_default", f.DefValue)
		}
		left, right = append(left, name), append(right, about)
	})
	width := 0
	for _, name := range left {
		width = max(width, utf8.RuneCountInString(name))
	}
	var b strings.Builder
	for i, name := range left {
		fmt.Fprintf(&b, "%-*s   %s\n", width, name, right[i])
	}
	return b.String()
}

// askedLanguage is what --lang says, known before the flags are read: what is
// wrong with them is told in it.
func askedLanguage(raw []string) string {
	for i, arg := range raw {
		lang, is := strings.CutPrefix(arg, "--lang=")
		if arg == "--lang" && i+1 < len(raw) {
			lang, is = raw[i+1], true
		}
		if is && slices.Contains(words.Languages(), words.Lang(lang)) {
			return lang
		}
	}
	return ""
}
