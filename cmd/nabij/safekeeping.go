package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"golang.org/x/term"

	"nabij/canvas/words"
	"nabij/vision/session"
)

func backupSessions(ctx context.Context, c *call) error {
	dir := c.inLibrary()
	keysTo := c.String("keys", "", "flag_keys_backup")
	args, err := c.parse(1, 1)
	if err != nil {
		return err
	}
	l, err := c.library(*dir)
	if err != nil {
		return err
	}
	bar := newProgress(c.aside(), 0)
	err = c.eachRecord(func(told func(string, error)) error { return l.Backup(ctx, args[0], told, bar.share) })
	bar.end()
	if err == nil && *keysTo != "" {
		err = l.Keys.Backup(*keysTo)
	}
	if err == nil && *keysTo == "" {
		c.tell("say_keys_missing")
	}
	return err
}

func restoreSessions(ctx context.Context, c *call) error {
	dir := c.inLibrary()
	keysFrom := c.String("keys", "", "flag_keys_restore")
	args, err := c.parse(1, 1)
	if err != nil {
		return err
	}
	if *keysFrom != "" {
		to, err := c.libraryKeys(*dir)
		if err == nil {
			err = session.RestoreKeys(to, *keysFrom)
		}
		if err != nil {
			return err
		}
	}
	l, err := c.library(*dir)
	if err != nil {
		return err
	}
	bar := newProgress(c.aside(), 0)
	defer bar.end()
	return c.eachRecord(func(told func(string, error)) error { return l.Restore(ctx, args[0], told, bar.share) })
}

// libraryKeys is the folder of the key store that belongs to a folder of
// records; empty: the usual one.
func (c *call) libraryKeys(records string) (dir string, err error) {
	if records == "" {
		if records, err = recordsFolder(); err != nil {
			return "", err
		}
	}
	return keysFolder(filepath.Join(records, "any"+session.Ext))
}

// eachRecord copies records, goes on where one fails, and fails in the end if
// any did.
func (c *call) eachRecord(work func(told func(string, error)) error) error {
	done := 0
	var failed []error
	err := work(func(path string, err error) {
		if err != nil {
			failed = append(failed, fail("fail_record", path, err))
			return
		}
		done++
	})
	c.tell("say_copied", c.out().Say("count_records", "Count", done))
	return errors.Join(append(failed, err)...)
}

func checkSessions(ctx context.Context, c *call) error {
	dir := c.inLibrary()
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	l, err := c.library(*dir)
	if err != nil {
		return err
	}
	var failed []error
	bar := newProgress(c.aside(), 0)
	say := words.For(c.language())
	err = l.Check(ctx, func(path string, report *session.Report, err error) {
		bar.end()
		if err == nil && !report.Whole() {
			err = notWhole(path, report)
		}
		if err != nil {
			failed = append(failed, err)
			return
		}
		fmt.Fprintln(c.stdout, verified(say, path, report)[0])
	}, bar.share)
	bar.end()
	return errors.Join(append(failed, err)...)
}

func copySession(_ context.Context, c *call) error {
	c.secret()
	to := c.String("to", "", "flag_to_copy")
	own := c.String("own-passphrase-file", "", "flag_own_passphrase_file")
	args, err := c.parse(1, 1)
	if err != nil {
		return err
	}
	if *to == "" {
		return misused("use_copy")
	}
	passphrase, err := c.newPassphrase(*own, "own-passphrase-file", "ask_copy_passphrase")
	if err != nil {
		return err
	}
	record, err := c.openRecord(args[0])
	if err != nil {
		return err
	}
	if err := errors.Join(record.Copy(*to, passphrase), record.Close()); err != nil {
		return err
	}
	c.tell("say_copy_made", *to)
	return nil
}

func changePassphrase(_ context.Context, c *call) error {
	dir := c.inLibrary()
	file := c.String("new-passphrase-file", "", "flag_new_passphrase_file")
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	l, err := c.library(*dir)
	if err != nil {
		return err
	}
	passphrase, err := c.newPassphrase(*file, "new-passphrase-file", "ask_new_passphrase")
	if err != nil {
		return err
	}
	if err := l.Keys.ChangePassphrase(passphrase); err != nil {
		return err
	}
	c.tell("say_passphrase_changed")
	return nil
}

func recoveryCode(_ context.Context, c *call) error {
	dir := c.inLibrary()
	pdf := c.String("pdf", "", "flag_pdf_recovery")
	file := c.String("new-passphrase-file", "", "flag_new_passphrase_file_code")
	lost := c.Bool("lost", false, "flag_lost")
	code := c.String("code-file", "", "flag_code_file")
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	if *lost || *code != "" {
		return c.recover(*dir, *code, *file)
	}
	l, err := c.library(*dir)
	if err != nil {
		return err
	}
	if *pdf != "" {
		say := words.For(c.language())
		if err := writeRecovery(say, l.Keys, *pdf); err != nil {
			return err
		}
		fmt.Fprintln(c.stdout, say.Say("library_recovery_done", "Path", *pdf))
		return nil
	}
	sheet, err := l.Keys.RecoveryCode()
	if err != nil {
		return err
	}
	c.tell("say_recovery_code", sheet)
	return nil
}

// sheetCode reads the code of the printed sheet from a file, or asks for it on
// the terminal.
func (c *call) sheetCode(file string) (string, error) {
	switch {
	case file != "":
		return readPassphrase(file)
	case !term.IsTerminal(int(os.Stdin.Fd())):
		return "", misused("use_code_file")
	}
	return c.ask("ask_code")
}

func (c *call) recover(records, codeFile, newFile string) error {
	code, err := c.sheetCode(codeFile)
	if err != nil {
		return err
	}
	passphrase, err := c.newPassphrase(newFile, "new-passphrase-file", "ask_new_passphrase")
	if err != nil {
		return err
	}
	dir, err := c.libraryKeys(records)
	if err != nil {
		return err
	}
	if _, err := session.Recover(dir, code, passphrase); err != nil {
		return err
	}
	c.tell("say_keys_open")
	return nil
}
