package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"nabij/canvas/words"
)

// errHelped tells that the usage was shown, as asked.
var errHelped = errors.New("helped")

// wrongUse is a command that was written wrongly.
type wrongUse struct{ what string }

func (w wrongUse) Error() string { return w.what }

// hinted is an error and what to do about it.
type hinted struct {
	error
	hint string
}

func (h hinted) Hint() string  { return h.hint }
func (h hinted) Unwrap() error { return h.error }

// report tells an error in one line and a hint in the next, in the user's
// language, and returns the exit status.
func (c *call) report(err error) int {
	say := words.For(c.language())
	var use wrongUse
	switch {
	case err == nil, errors.Is(err, errHelped):
		return 0
	case errors.As(err, &use):
		fmt.Fprintf(c.stderr, "nabij: %s\nhint: %s --help\n", say.Retell(words.Text(use)), strings.TrimSpace("nabij "+c.cmd.name))
		return 2
	}
	fmt.Fprintf(c.stderr, "nabij: %s\nhint: %s\n", say.Retell(words.Text(err)), say.Retell(hint(err)))
	return 1
}

func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(c rune) bool { return c == '\n' || c == '\r' }), "; ")
}

// hint returns what the error itself advises, or else what is usual.
func hint(err error) string {
	var own interface{ Hint() string }
	switch {
	case errors.As(err, &own) && own.Hint() != "":
		return oneLine(own.Hint())
	case errors.Is(err, context.Canceled):
		return advice("hint_stopped")
	case errors.Is(err, syscall.ENOSPC):
		return advice("hint_full")
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return advice("hint_unwritable")
	case errors.Is(err, fs.ErrNotExist):
		return advice("hint_missing")
	}
	return advice("hint_doctor")
}
