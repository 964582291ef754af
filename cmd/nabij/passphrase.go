package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/term"

	"nabij/canvas/words"
	"nabij/config"
	"nabij/vision/session"
)

// passphraseVariable names a file with the passphrase, for scripts.
const passphraseVariable = "NABIJ_PASSPHRASE_FILE"

// secret adds the flag for commands that open or make records.
func (c *call) secret() {
	c.passphraseFile = c.String("passphrase-file", "", "flag_passphrase_file")
}

// keys opens the practice's key store; a record's own one where it has that.
func (c *call) keys(record string) (*session.Keys, error) {
	dir, err := keysFolder(record)
	if err != nil {
		return nil, err
	}
	passphrase, err := c.passphrase(!session.HasKeys(dir))
	if err != nil {
		return nil, err
	}
	return session.OpenKeys(dir, passphrase)
}

// keysFolder returns the folder NAME.keys beside a record NAME.nabij, such as a
// demo has, or else the practice's.
func keysFolder(record string) (string, error) {
	if own := ownKeys(record); session.HasKeys(own) {
		return own, nil
	}
	data, err := config.DataDir()
	return filepath.Join(data, "keys"), err
}

func ownKeys(record string) string {
	return strings.TrimSuffix(record, filepath.Ext(record)) + ".keys"
}

// passphrase reads the passphrase from the file that was named, or asks for it
// on the terminal; twice where it is a new one.
func (c *call) passphrase(fresh bool) (string, error) {
	path := *c.passphraseFile
	if path == "" {
		path = os.Getenv(passphraseVariable)
	}
	if path != "" {
		return readPassphrase(path)
	}
	if c.inWindow {
		if c.typed == "" {
			return "", lockedAway{fresh: fresh}
		}
		return c.typed, nil
	}
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return "", hinted{fail("fail_passphrase_nowhere"),
			advice("hint_name_passphrase_file", passphraseVariable)}
	}
	if fresh {
		return c.askTwice("ask_passphrase")
	}
	return c.ask("ask_passphrase")
}

// newPassphrase reads a new passphrase from a file that a flag names, or asks
// for it on the terminal.
func (c *call) newPassphrase(file, flag string, question words.ID) (string, error) {
	switch {
	case file != "":
		return readPassphrase(file)
	case !term.IsTerminal(int(os.Stdin.Fd())):
		return "", misused("use_passphrase_file", flag)
	}
	return c.askTwice(question)
}

func (c *call) askTwice(question words.ID) (string, error) {
	first, err := c.ask(question)
	if err != nil {
		return first, err
	}
	again, err := c.ask("ask_again")
	if err == nil && again != first {
		err = hinted{fail("fail_two_passphrases_differ"), advice("hint_nothing_made")}
	}
	return first, err
}

func (c *call) ask(question words.ID) (string, error) {
	fmt.Fprint(c.stderr, c.aside().Sayf(question)+" ")
	text, err := term.ReadPassword(int(os.Stdin.Fd()))
	fmt.Fprintln(c.stderr)
	if err == nil && len(text) == 0 {
		err = hinted{fail("fail_passphrase_empty"), advice("hint_passphrase_empty")}
	}
	return string(text), err
}

// readPassphrase returns the first line of a file that nobody else may read.
func readPassphrase(path string) (string, error) {
	fault := func(err error, hint string) error {
		var bare *os.PathError
		if errors.As(err, &bare) {
			err = bare.Err
		}
		return hinted{fail("fail_passphrase_file", path, err), hint}
	}
	f, err := os.Open(path)
	if err != nil {
		return "", fault(err, advice("hint_passphrase_file"))
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", fault(err, advice("hint_passphrase_file_there"))
	}
	if mode := info.Mode(); mode.IsRegular() && mode.Perm()&0o077 != 0 {
		return "", fault(fail("fail_passphrase_open", mode.Perm()), "chmod 600 "+path)
	}
	line, err := bufio.NewReader(io.LimitReader(f, 1<<16)).ReadString('\n')
	if err != nil && err != io.EOF {
		return "", fault(err, advice("hint_passphrase_file_text"))
	}
	line = strings.TrimRight(line, "\r\n")
	if line == "" {
		return "", fault(fail("fail_first_line_empty"), advice("hint_passphrase_file_write"))
	}
	return line, nil
}

// asksInWindow lets the passphrase be asked in the window from now on.
func (c *call) asksInWindow() { c.inWindow = true }

// lockedAway tells that the passphrase must be typed in the window first.
type lockedAway struct {
	fresh bool
	own   bool  // it is a copy's own one: no sheet opens that
	cause error // what was wrong with the one before; nil: there was none
}

func (l lockedAway) Error() string {
	if l.cause != nil {
		return l.cause.Error()
	}
	return advice("fail_locked")
}

func (l lockedAway) Unwrap() error { return l.cause }

// NewPassphrase reports whether one has to be thought up.
func (l lockedAway) NewPassphrase() bool { return l.fresh }

// Recoverable reports whether the code of a printed sheet opens it too.
func (l lockedAway) Recoverable() bool { return !l.fresh && !l.own }

// unlock tries a passphrase on the practice's keys, and keeps it if it fits.
func (c *call) unlock(passphrase string) error {
	c.typed = passphrase
	dir, err := keysFolder("")
	if err == nil {
		_, err = session.OpenKeys(dir, passphrase)
	}
	if err != nil {
		c.typed = ""
	}
	return err
}
