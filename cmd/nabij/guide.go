package main

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"nabij/canvas/guide"
	"nabij/canvas/window"
	"nabij/canvas/window/display"
	"nabij/config"
	"nabij/vision/floor"
	"nabij/vision/opencv"
)

// calibrateGuide is the guided window.
func calibrateGuide(ctx context.Context, c *call) error {
	roomFile := c.String("room", "", "flag_room_make")
	source := c.String("source", "", "flag_source_guide")
	if _, err := c.parse(0, 0); err != nil {
		return err
	}
	if !display.Found() {
		return window.Run(ctx, window.Options{Lang: c.language()}) // says what is missing
	}
	show, err := c.guideShow(*roomFile, *source, false)
	if err != nil {
		return err
	}
	look := c.look()
	err = window.Run(ctx, window.Options{Show: show, Lang: look.Lang, Dark: look.Dark, Scale: look.Scale, Lost: c.lost(ctx)})
	show.Guide.Leave()
	return errors.Join(err, show.Close())
}

// guideShow is the guide for a room file, or for the room used last; a room
// that is not there yet is made.
func (c *call) guideShow(path, source string, onwards bool) (window.Show, error) {
	named := path != ""
	if !named {
		path, _ = chosenRoom("") // none: a new room
	}
	var room floor.Room
	fresh := false // the named file is to be made
	if path != "" {
		known, err := config.LoadRoom(path)
		switch {
		case err == nil:
			room = known
		case errors.Is(err, fs.ErrNotExist) && named:
			fresh = true
			room.Name = strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
		case errors.Is(err, fs.ErrNotExist):
			path = "" // the room used last is gone
		default:
			return window.Show{}, err
		}
	}
	s, look := &studio{path: path, fresh: fresh, driver: opencv.Driver{}, plainly: c.plainly}, c.look()
	g := guide.New(s, guide.Options{
		Lang: look.Lang, Dark: look.Dark, Scale: look.Scale, Room: room, File: strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)), Source: source, Onwards: onwards,
	})
	return window.Show{Guide: g, Close: s.close}, nil
}
