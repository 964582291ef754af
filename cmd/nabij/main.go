package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"

	"github.com/spf13/pflag"

	"nabij/canvas/window/display"
	"nabij/canvas/words"
)

// command is one of the program's subcommands.
type command struct {
	name  string
	args  string   // its arguments and flags, as usage shows them
	about words.ID // one line
	run   func(ctx context.Context, c *call) error
}

func main() {
	runtime.MemProfileRate = 0 // nobody asks for a profile, whose tables would grow
	unshielded = shield()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	os.Exit(nabij(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// unshielded is why the program runs without its shield; nil: it has it.
var unshielded error

// nabij runs the subcommand that the arguments name and returns the exit
// status.
func nabij(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	switch {
	case len(args) == 0 && !display.Found(), len(args) > 0 && slices.Contains([]string{"help", "--help", "-h"}, args[0]):
		fmt.Fprint(stdout, newCall(command{}, args, stdout, stderr).overview())
		return 0
	case len(args) == 0, strings.HasPrefix(args[0], "-"):
		c := newCall(command{about: "command_start", run: start}, args, stdout, stderr)
		return c.report(start(ctx, c))
	}
	for _, cmd := range commands() {
		if cmd.name == args[0] {
			c := newCall(cmd, args[1:], stdout, stderr)
			return c.report(cmd.run(ctx, c))
		}
	}
	return newCall(command{}, args, stdout, stderr).report(misused("use_unknown_command", args[0]))
}

func (c *call) overview() string {
	say := words.For(c.language())
	var b strings.Builder
	b.WriteString(say.Say("overview") + "\n\n")
	fmt.Fprintf(&b, "  nabij %-10s %s\n", "", say.Say("command_start"))
	for _, cmd := range commands() {
		fmt.Fprintf(&b, "  nabij %-10s %s\n", cmd.name, say.Say(cmd.about))
	}
	b.WriteString("\n" + say.Say("overview_more") + "\n")
	return b.String()
}

// call is one use of a subcommand: its flags, its arguments, and where it
// writes.
type call struct {
	*pflag.FlagSet
	cmd            command
	raw            []string
	stdout, stderr io.Writer
	lang           *string
	passphraseFile *string
	inWindow       bool   // the passphrase is asked in the window
	typed          string // there
	afloat         atomic.Pointer[afloat]
}

func newCall(cmd command, raw []string, stdout, stderr io.Writer) *call {
	c := &call{FlagSet: pflag.NewFlagSet(cmd.name, pflag.ContinueOnError), cmd: cmd, raw: raw, stdout: stdout, stderr: stderr}
	c.SortFlags = false
	c.SetOutput(io.Discard)
	c.Usage = func() {}
	c.lang = c.String("lang", "", "flag_lang")
	*c.lang = askedLanguage(raw)
	return c
}

// parse reads the flags and returns the arguments, of which there must be at
// least low and, unless high is negative, at most high.
func (c *call) parse(low, high int) ([]string, error) {
	err := c.Parse(c.raw)
	if errors.Is(err, pflag.ErrHelp) {
		fmt.Fprint(c.stdout, c.usage())
		return nil, errHelped
	}
	if err != nil {
		return nil, wrongUse{err.Error()}
	}
	if *c.lang != "" && *c.lang != "nl" && *c.lang != "en" {
		return nil, misused("use_language", *c.lang)
	}
	if n := c.NArg(); n < low || high >= 0 && n > high {
		return nil, misused("use_arguments", n, c.cmd.args)
	}
	return c.Args(), nil
}
