package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"nabij/vision/floor"
	"nabij/vision/scene"
	"nabij/vision/session"
)

// laterRecord is a record that is made once the work is done. What can refuse
// it is tried before.
type laterRecord struct {
	path string // empty: none is wanted
	keys *session.Keys
	room floor.Room
}

// newRecord prepares to make a record, unless path is empty.
func (c *call) newRecord(path string, room floor.Room) (laterRecord, error) {
	if path == "" {
		return laterRecord{}, nil
	}
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		if err == nil {
			err = session.ErrExists
		}
		return laterRecord{}, fmt.Errorf("create record %q: %w", path, err)
	}
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return laterRecord{}, fmt.Errorf("create record %q: no such folder: %w", path, fs.ErrNotExist)
	}
	keys, err := c.keys(path)
	return laterRecord{path, keys, room}, err
}

// keep makes the record of scenes.
func (l laterRecord) keep(scenes []scene.Scene) (err error) {
	if l.path == "" {
		return nil
	}
	w, err := session.Create(l.path, l.keys, header(l.room))
	if err != nil {
		return err
	}
	defer func() {
		if closing := w.Close(); err == nil {
			err = closing
		}
	}()
	for _, s := range scenes {
		if err := w.Append(s); err != nil {
			return err
		}
	}
	return nil
}

// header is what a record made now says of itself.
func header(room floor.Room) session.Header {
	return session.Header{Title: room.Name, Program: "nabij " + version(), Started: time.Now(), Room: room}
}
