package main

import (
	"bufio"
	"errors"
	"io"
	"os"

	"github.com/google/renameio/v2"
)

// output is a file that appears whole or not at all. It is opened before the
// work, so that a place that cannot be written to is told at once.
type output struct {
	path    string
	pending *renameio.PendingFile // nil for a device or a pipe
	device  *os.File
}

// create opens an output; what is there already stays until keep.
func create(path string) (*output, error) {
	o := &output{path: path}
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return nil, o.failed(fail("fail_folder"))
	case err == nil && !info.Mode().IsRegular():
		o.device, err = os.OpenFile(path, os.O_WRONLY, 0)
	default:
		o.pending, err = renameio.NewPendingFile(path, renameio.WithPermissions(0o600), renameio.WithExistingPermissions())
	}
	if err != nil {
		return nil, o.failed(err)
	}
	return o, nil
}

// keep writes the file and puts it in its place.
func (o *output) keep(write func(io.Writer) error) error {
	file := o.device
	if file == nil {
		file = o.pending.File
	}
	buffer := bufio.NewWriterSize(file, 1<<16)
	err := write(buffer)
	if err == nil {
		err = buffer.Flush()
	}
	if err != nil {
		return o.failed(errors.Join(err, o.drop()))
	}
	if o.device != nil {
		return o.failed(o.device.Close())
	}
	return o.failed(o.pending.CloseAtomicallyReplace())
}

// keepText is keep for a text.
func (o *output) keepText(text string) error {
	return o.keep(func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	})
}

// drop leaves what was there before; after keep it does nothing.
func (o *output) drop() error {
	if o == nil {
		return nil
	}
	if o.device != nil {
		o.device.Close()
		return nil
	}
	return o.pending.Cleanup()
}

func (o *output) failed(err error) error {
	if err == nil {
		return nil
	}
	var bare *os.PathError
	if errors.As(err, &bare) {
		err = bare.Err
	}
	return fail("fail_write", o.path, err)
}

// outputs are the files that a command was asked for.
type outputs []struct {
	*output
	write func(io.Writer) error
}

// add opens an output, unless path is empty.
func (os *outputs) add(path string, write func(io.Writer) error) error {
	if path == "" {
		return nil
	}
	o, err := create(path)
	if err != nil {
		return err
	}
	*os = append(*os, struct {
		*output
		write func(io.Writer) error
	}{o, write})
	return nil
}

// keep writes every file.
func (os outputs) keep() error {
	for _, o := range os {
		if err := o.output.keep(o.write); err != nil {
			return err
		}
	}
	return nil
}

// drop gives up what was not kept.
func (os outputs) drop() {
	for _, o := range os {
		o.output.drop()
	}
}
