package main

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"nabij/canvas/controls"
	"nabij/canvas/words"
	"nabij/vision/session"
)

// TestTroubleIsSaidInTheUsersLanguage wraps every kind of error as the program
// does: the window says a sentence of its catalogues, and what it is stays known.
func TestTroubleIsSaidInTheUsersLanguage(t *testing.T) {
	for _, lang := range words.Languages() {
		c := newCall(command{}, nil, io.Discard, io.Discard)
		*c.lang = string(lang)
		for _, k := range kindsOfTrouble {
			err := c.plainly(fmt.Errorf("open record %q: %w", "a.nabij", k.is))
			if said := err.Error(); said != words.For(lang).Say(k.id) || said == string(k.id) || !errors.Is(err, k.is) {
				t.Errorf("%s: %v is said %q", lang, k.is, said)
			}
		}
		if got := c.plainly(errors.New("odd")).Error(); !strings.Contains(got, "odd") || len(got) < 10 {
			t.Errorf("%s: an unknown error is said %q", lang, got)
		}
		if c.plainly(nil) != nil {
			t.Error("no error becomes one")
		}
		var locked controls.Locked
		if !errors.As(c.plainly(lockedAway{fresh: true}), &locked) || !locked.NewPassphrase() {
			t.Error("a passphrase is not asked for any more")
		}
		if err := c.plainly(lockedAway{cause: c.plainly(session.ErrPassphrase)}); !errors.Is(err, session.ErrPassphrase) {
			t.Errorf("a wrong passphrase is said %v", err)
		}
	}
}
