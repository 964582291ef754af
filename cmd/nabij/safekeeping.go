package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"nabij/vision/session"
)

func backupSessions(ctx context.Context, c *call) error {
	dir := c.inLibrary()
	keysTo := c.String("keys", "", "another folder, on another disk, for a copy of the key store")
	args, err := c.parse(1, 1)
	if err != nil {
		return err
	}
	l, err := c.library(*dir)
	if err != nil {
		return err
	}
	err = c.eachRecord(func(told func(string, error)) error { return l.Backup(ctx, args[0], told) })
	if err == nil && *keysTo != "" {
		err = l.Keys.Backup(*keysTo)
	}
	if err == nil && *keysTo == "" {
		fmt.Fprintln(c.stdout, "The key store is not in it: copy that to another place with --keys FOLDER.")
	}
	return err
}

func restoreSessions(ctx context.Context, c *call) error {
	dir := c.inLibrary()
	args, err := c.parse(1, 1)
	if err != nil {
		return err
	}
	l, err := c.library(*dir)
	if err != nil {
		return err
	}
	return c.eachRecord(func(told func(string, error)) error { return l.Restore(ctx, args[0], told) })
}

// eachRecord copies records, goes on where one fails, and fails in the end if
// any did.
func (c *call) eachRecord(work func(told func(string, error)) error) error {
	done := 0
	var failed []error
	err := work(func(path string, err error) {
		if err != nil {
			failed = append(failed, fmt.Errorf("record %q: %w", path, err))
			return
		}
		done++
	})
	fmt.Fprintf(c.stdout, "%s copied.\n", count(done, "record", "records"))
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
	err = l.Check(ctx, func(path string, report *session.Report, err error) {
		if err == nil && !report.Whole() {
			err = fmt.Errorf("record %q: %w: nabij verify says where", path, session.ErrDamaged)
		}
		if err != nil {
			failed = append(failed, err)
			return
		}
		describeReport(c.stdout, path, report)
	})
	return errors.Join(append(failed, err)...)
}

func copySession(_ context.Context, c *call) error {
	c.secret()
	to := c.String("to", "", "the copy")
	own := c.String("own-passphrase-file", "", "file whose first line is the copy's own passphrase (mode 0600)")
	args, err := c.parse(1, 1)
	if err != nil {
		return err
	}
	if *to == "" || *own == "" {
		return wrongUse{"copy needs --to FILE and --own-passphrase-file FILE"}
	}
	passphrase, err := readPassphrase(*own)
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
	fmt.Fprintf(c.stdout, "%s opens with its own passphrase, and stays when the record is erased.\n", *to)
	return nil
}

func changePassphrase(_ context.Context, c *call) error {
	dir := c.inLibrary()
	file := c.String("new-passphrase-file", "", "file whose first line is the new passphrase (mode 0600)")
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	if *file == "" {
		return wrongUse{"passphrase needs --new-passphrase-file FILE"}
	}
	passphrase, err := readPassphrase(*file)
	if err != nil {
		return err
	}
	l, err := c.library(*dir)
	if err != nil {
		return err
	}
	if err := l.Keys.ChangePassphrase(passphrase); err != nil {
		return err
	}
	fmt.Fprintln(c.stdout, "The passphrase is changed; the records stay as they are.")
	return nil
}

func recoveryCode(_ context.Context, c *call) error {
	dir := c.inLibrary()
	file := c.String("new-passphrase-file", "", "with a code: file whose first line is the new passphrase (mode 0600)")
	code := c.String("code-file", "", "file with the code of the printed sheet, when the passphrase is lost (mode 0600)")
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	if *code != "" {
		return c.recover(*dir, *code, *file)
	}
	l, err := c.library(*dir)
	if err != nil {
		return err
	}
	sheet, err := l.Keys.RecoveryCode()
	if err != nil {
		return err
	}
	fmt.Fprintf(c.stdout, "%s\nPrint this and lock it away: it opens all records when the passphrase is lost. An older code no longer works.\n", sheet)
	return nil
}

func (c *call) recover(records, codeFile, newFile string) error {
	if newFile == "" {
		return wrongUse{"recovery with a code needs --new-passphrase-file FILE"}
	}
	code, err := readPassphrase(codeFile)
	if err != nil {
		return err
	}
	passphrase, err := readPassphrase(newFile)
	if err != nil {
		return err
	}
	if records == "" {
		if records, err = recordsFolder(); err != nil {
			return err
		}
	}
	dir, err := keysFolder(filepath.Join(records, "any"+session.Ext))
	if err != nil {
		return err
	}
	if _, err := session.Recover(dir, code, passphrase); err != nil {
		return err
	}
	fmt.Fprintln(c.stdout, "The key store is open again, under the new passphrase.")
	return nil
}
