package main

import (
	"fmt"
	"io"

	"nabij/canvas/words"
)

// teller says sentences of the catalogues on a stream, one in a line.
type teller struct {
	io.Writer
	*words.Speaker
}

func (t teller) tell(id words.ID, values ...any) { fmt.Fprintln(t.Writer, t.Sayf(id, values...)) }

// out is where results go, and aside where all else does.
func (c *call) out() teller   { return teller{c.stdout, words.For(c.language())} }
func (c *call) aside() teller { return teller{c.stderr, words.For(c.language())} }

func (c *call) tell(id words.ID, values ...any) { c.out().tell(id, values...) }

// fail makes an error of a sentence. Errors are English until they are reported,
// in the user's language, so that they can be wrapped on the way.
func fail(id words.ID, values ...any) error {
	return fmt.Errorf(words.For(words.English).Say(id), values...)
}

// advice is what can be done about an error.
func advice(id words.ID, values ...any) string {
	return fmt.Sprintf(words.For(words.English).Say(id), values...)
}

// misused is a command that was written wrongly.
func misused(id words.ID, values ...any) error { return wrongUse{advice(id, values...)} }
