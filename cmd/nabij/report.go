package main

import (
	"context"
	"io"
	"path/filepath"

	paper "nabij/canvas/report"
	"nabij/canvas/still"
	"nabij/vision/session"
)

// writeReport writes a record as the printed report of package report.
func writeReport(ctx context.Context, c *call, record *session.Record, path string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, last := record.Span()
		room, err := record.RoomAt(last)
		if err != nil {
			return err
		}
		moments, err := record.Moments()
		if err != nil {
			return err
		}
		seal, err := record.Seal()
		if err != nil {
			return err
		}
		r := paper.New(paper.Info{
			Room: room, Began: record.Header().Started, Record: filepath.Base(path), Seal: seal, Moments: moments,
		})
		for s, err := range scenesOf(ctx, record) {
			if err != nil {
				return err
			}
			r.Add(s)
		}
		return still.PDF(w, r.Pages(c.language())...)
	}
}
