package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"math"
	"os"
	"time"

	"nabij/canvas"
	"nabij/canvas/livemap"
	"nabij/canvas/still"
	"nabij/vision/export"
	"nabij/vision/scene"
	"nabij/vision/session"
)

func exportRecord(ctx context.Context, c *call) error {
	c.secret()
	csvFile := c.String("csv", "", "the path as a table")
	momentsFile := c.String("moments", "", "the marked moments as a table")
	pairsFile := c.String("pairs", "", "the distance of every two people as a table, centre to centre (mid-hip)")
	pngFile := c.String("png", "", "the map at the end, with everyone's steps, as a picture")
	svgFile := c.String("svg", "", "the same as SVG")
	pdfFile := c.String("pdf", "", "a report of two to four pages, to print")
	parquetFile := c.String("parquet", "", "the path for data tools")
	mcapFile := c.String("mcap", "", "everything for Foxglove")
	args, err := c.parse(1, 1)
	if err != nil {
		return err
	}
	record, err := c.openRecord(args[0])
	if err != nil {
		return err
	}
	defer record.Close()
	var files outputs
	defer files.drop()
	all := func() iter.Seq2[scene.Scene, error] { return scenesOf(ctx, record) }
	for _, f := range []struct {
		path  string
		write func(io.Writer) error
	}{
		{*csvFile, func(w io.Writer) error { return export.WriteTrackCSV(w, all(), export.Options{Clock: true}) }},
		{*momentsFile, func(w io.Writer) error { return writeMoments(w, record) }},
		{*pairsFile, func(w io.Writer) error { return export.WritePairsCSV(w, all()) }},
		{*parquetFile, func(w io.Writer) error { return export.WriteParquet(w, all()) }},
		{*mcapFile, func(w io.Writer) error { return writeMCAP(w, record, all()) }},
		{*pngFile, onMap(ctx, c, record, still.PNG)},
		{*svgFile, onMap(ctx, c, record, still.SVG)},
		{*pdfFile, writeReport(ctx, c, record, args[0])},
	} {
		if err := files.add(f.path, f.write); err != nil {
			return err
		}
	}
	if len(files) == 0 {
		return wrongUse{"export to where? Name at least one file"}
	}
	if err := files.keep(); err != nil {
		return err
	}
	for _, f := range files {
		fmt.Fprintln(c.stdout, f.path)
	}
	fmt.Fprintln(c.stdout, "Distances are from centre to centre (mid-hip).")
	return nil
}

// openRecord opens a record with its key.
func (c *call) openRecord(path string) (*session.Record, error) {
	if _, err := os.Stat(path); err != nil { // before a passphrase is asked for
		return nil, fmt.Errorf("record %q: %w", path, fs.ErrNotExist)
	}
	if own, err := session.HasOwn(path); err == nil && own { // a client's copy carries its key
		passphrase, err := c.passphrase(false)
		if err != nil {
			return nil, err
		}
		return session.OpenOwn(path, passphrase)
	}
	keys, err := c.keys(path)
	if err != nil {
		return nil, err
	}
	return session.Open(path, keys)
}

// scenesOf gives all scenes of a record until the context ends.
func scenesOf(ctx context.Context, record *session.Record) iter.Seq2[scene.Scene, error] {
	return func(yield func(scene.Scene, error) bool) {
		for s, err := range record.Range(math.MinInt64, math.MaxInt64) {
			if err == nil {
				err = ctx.Err()
			}
			if !yield(s, err) {
				return
			}
		}
	}
}

func writeMoments(w io.Writer, record *session.Record) error {
	moments, err := record.Moments()
	if err != nil {
		return err
	}
	return export.WriteMomentsCSV(w, moments)
}

func writeMCAP(w io.Writer, record *session.Record, scenes iter.Seq2[scene.Scene, error]) error {
	moments, err := record.Moments()
	if err != nil {
		return err
	}
	return export.WriteMCAP(w, scenes, moments, record.Header().Room.Zones)
}

// onMap draws the last scene with everybody's steps since the first.
func onMap(ctx context.Context, c *call, record *session.Record, draw func(io.Writer, *canvas.List) error) func(io.Writer) error {
	return func(w io.Writer) error {
		first, last := record.Span()
		trails := livemap.Trails{Keep: last - first + time.Second}
		var end scene.Scene
		for s, err := range scenesOf(ctx, record) {
			if err != nil {
				return err
			}
			trails.Add(s)
			end = s
		}
		room, err := record.RoomAt(last)
		if err != nil {
			return err
		}
		list := &canvas.List{Width: 1280, Height: 960}
		livemap.Draw(list, room, end, &trails, livemap.Options{Lang: c.language()})
		return draw(w, list)
	}
}
