package main

import (
	"errors"
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
	// started is when the session began; zero: now.
	started time.Time
	moments []scene.Moment
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
		return laterRecord{}, fail("fail_create_record", path, err)
	}
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return laterRecord{}, fail("fail_create_record_no_folder", path, fs.ErrNotExist)
	}
	keys, err := c.keys(path)
	return laterRecord{path: path, keys: keys, room: room}, err
}

// keep makes the record of scenes, or nothing.
func (l laterRecord) keep(scenes []scene.Scene) error {
	if l.path == "" {
		return nil
	}
	head := header(l.room)
	if !l.started.IsZero() {
		head.Started = l.started
	}
	w, err := session.Create(l.path, l.keys, head)
	if err != nil {
		return err
	}
	for _, s := range scenes {
		if err = w.Append(s); err != nil {
			break
		}
	}
	for _, m := range l.moments {
		if err == nil {
			_, err = w.AddMoment(m)
		}
	}
	if err = errors.Join(err, w.Close()); err != nil {
		_, erasing := l.keys.Erase(w.ID())
		return errors.Join(err, erasing, os.RemoveAll(l.path), os.RemoveAll(l.path+"-wal"))
	}
	return nil
}

// header is what a record made now says of itself.
func header(room floor.Room) session.Header {
	return session.Header{Title: room.Name, Program: "nabij " + version(), Started: time.Now(), Room: room}
}
