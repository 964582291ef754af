package main

import (
	"io"
	"iter"
	"path/filepath"
	"reflect"
	"time"

	paper "nabij/canvas/report"
	"nabij/canvas/still"
	"nabij/canvas/words"
	"nabij/vision/scene"
	"nabij/vision/session"
	"nabij/vision/steps"
)

// report writes a record as the printed report of package report.
func (e exporting) report(w io.Writer, scenes iter.Seq2[scene.Scene, error]) error {
	info, err := reportInfo(e.record, e.path)
	if err != nil {
		return err
	}
	r := paper.New(info)
	for s, err := range scenes {
		if err != nil {
			return err
		}
		r.Add(s)
	}
	return still.PDF(w, r.Pages(e.c.language())...)
}

// reportInfo is what a report says beside the scenes.
func reportInfo(record *session.Record, path string) (paper.Info, error) {
	info := paper.Info{Began: record.Header().Started, Record: filepath.Base(path)}
	rooms, err := record.Rooms()
	if err != nil {
		return info, err
	}
	info.Room = rooms[len(rooms)-1].Room
	for i, laid := range rooms[1:] {
		if !reflect.DeepEqual(laid.Room.Zones, rooms[i].Room.Zones) { // otherwise the floor followed the camera
			info.Laid = append(info.Laid, laid.From)
		}
	}
	people, err := record.People()
	if err != nil {
		return info, err
	}
	for _, p := range people {
		if p.Role == session.RoleClient || p.Role == session.RoleTherapist {
			info.People = append(info.People, paper.Person{Name: p.Name, Role: scene.Voice(p.Role)})
		}
	}
	holes, err := record.Holes()
	if err != nil {
		return info, err
	}
	for _, h := range holes {
		info.Gaps = append(info.Gaps, steps.Span{From: h.From, To: h.To})
	}
	corrections, err := record.Corrections()
	if err != nil {
		return info, err
	}
	info.Additions = len(corrections)
	if info.Title, err = record.Title(); err != nil {
		return info, err
	}
	if info.Moments, err = record.Moments(); err != nil {
		return info, err
	}
	info.Seal, err = record.Seal()
	return info, err
}

// writeRecovery makes a new recovery code and writes the sheet with it.
func writeRecovery(say *words.Speaker, keys *session.Keys, path string) error {
	sheet, err := create(path)
	if err != nil {
		return err
	}
	defer sheet.drop()
	code, err := keys.RecoveryCode()
	if err != nil {
		return err
	}
	return sheet.keep(func(w io.Writer) error { return still.PDF(w, paper.Recovery(code, time.Now(), say.Lang())) })
}
