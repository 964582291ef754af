package session

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
)

// private refuses a file or folder that others of this computer can read.
// Windows keeps a user's folders private by other means.
func private(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return ErrOpenToAll
	}
	return nil
}

// replaceFile puts data at path, whole or not at all, readable by its owner
// alone, and on the disk when it returns.
func replaceFile(path string, data []byte) error { return replaceFrom(path, bytes.NewReader(data)) }

// copyFile copies a file, whole or not at all, whatever its length.
func copyFile(from, to string) error {
	file, err := os.Open(from)
	if err != nil {
		return err
	}
	return errors.Join(replaceFrom(to, file), file.Close())
}

// sameBytes reports whether two files hold the same.
func sameBytes(a, b string) (bool, error) {
	var files [2]*os.File
	for i, path := range []string{a, b} {
		file, err := os.Open(path)
		if err != nil {
			return false, err
		}
		defer file.Close()
		files[i] = file
	}
	var left, right [1 << 16]byte
	for {
		n, errA := io.ReadFull(files[0], left[:])
		m, errB := io.ReadFull(files[1], right[:])
		if !bytes.Equal(left[:n], right[:m]) {
			return false, nil
		}
		if errA != nil || errB != nil { // both are at their end, or one cannot be read
			return true, errors.Join(but(errA), but(errB))
		}
	}
}

// but leaves the end of a file out.
func but(err error) error {
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		return nil
	}
	return err
}

func replaceFrom(path string, data io.Reader) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), ".new-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(file.Name())
		}
	}()
	_, err = io.Copy(file, data)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return err
	}
	if err = os.Rename(file.Name(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// newFile puts data into a new file at path, on the disk when it returns. It
// never writes over a file.
func newFile(path string, data []byte) error {
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = syncFolder(filepath.Dir(path))
	}
	if err != nil {
		os.Remove(path)
	}
	return err
}

// syncFolder puts a folder's names on the disk, where the system can.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
