package main

import (
	"os"
	"strings"
	"testing"
)

// TestEverythingOfTheLibraryInTheWindow does by keyboard, and here and there by
// mouse, what a practice does with its kept sessions in years.
func TestEverythingOfTheLibraryInTheWindow(t *testing.T) {
	const first, second, third = "zin", "nieuwe zin", "derde zin"
	p := newPractice(t)
	p.keep(first, "old", "2014-06-11", "Eerste", "K1", "T")
	p.keep(first, "new", "2026-03-02", "Tweede", "K12", "T")
	p.must(first, "sessions", "people", p.record("new"), "--name", "K12", "--role", "client")
	p.open()
	p.unlock(first)

	// Found by pseudonym; title, note, consent given and taken back.
	p.write("k12")
	p.key("Return", "Tab")
	p.choose(1, "Tweede")
	p.choose(4, "Give it a title")
	p.write(" kring")
	p.choose(0, "Tweede kring")
	p.choose(5, "Add a note")
	p.write("een lange notitie, langer dan het veld breed is: eerst het koord, dan de kring, en tussendoor een pauze")
	p.choose(0, "Tweede kring")
	p.choose(-6, "Consent was given")
	p.choose(0, "Tweede kring")
	p.choose(-5, "Consent was withdrawn")
	p.choose(0, "Tweede kring")
	listed := p.must(first, "sessions", "list", "--json", "k12")
	for _, want := range []string{`"title": "Tweede kring"`, "en tussendoor een pauze", `"withdrawn": true`} {
		if !strings.Contains(strings.ToLower(listed), strings.ToLower(want)) {
			t.Errorf("the list has no %s:\n%s", want, listed)
		}
	}

	// Looked back at, by mouse.
	p.click()
	p.on("nabij") // the record has no room
	p.do("mousemove", "--window", p.id, "5", "5")
	p.key("q")
	p.on("The sessions")

	// A printed report; all are whole; how long they are kept; what is due.
	p.key("Tab", "Tab")
	p.choose(0, "Tweede kring")
	p.choose(1, "Report to print (PDF)")
	p.until("a report", func() bool { return exists(p.at("Documents", "new.pdf")) })
	p.on("Report to print (PDF)")
	p.choose(0, "Tweede kring")
	p.key("Escape")
	p.on("The sessions")
	p.key("Escape")
	p.on("nabij")
	p.choose(0, "The sessions") // all are listed again
	p.choose(-2, "With all sessions…")
	p.choose(0, "What was found")
	p.choose(0, "With all sessions…")
	p.choose(3, "Set how long sessions are kept")
	p.write("10")
	p.choose(0, "With all sessions…")
	p.key("Escape")
	p.on("The sessions")
	p.key("Up", "Up", "Up", "Return") // only what is due

	// The oldest is erased for good, with a proof.
	p.key("Tab", "Tab", "Tab") // past the one whose consent was withdrawn
	p.choose(0, "Eerste")
	p.choose(-2, "Erase it for good")
	p.write("erase")
	p.key("Return")
	p.until("an erasure", func() bool { return !exists(p.record("old")) })
	p.on("Erase it for good")
	p.choose(0, "The sessions")
	if proof := p.must(first, "sessions", "erased"); !strings.Contains(proof, "was erased on") {
		t.Errorf("the proof is %q", proof)
	}

	// A backup on two disks; another passphrase; a sheet for when it is lost.
	p.choose(-2, "With all sessions…")
	p.choose(1, "Make a backup")
	p.write(p.at("disk"))
	p.key("Tab")
	p.write("~/stick")
	p.key("Return")
	p.until("a backup", func() bool { return exists(p.at("disk", "new.nabij")) && exists(p.at("stick", "practice.key")) })
	p.on("Make a backup")
	p.choose(0, "With all sessions…")
	p.choose(-4, "Change the passphrase")
	p.write(second)
	p.key("Return")
	p.write(second)
	p.do("key", "Return")
	p.until("another passphrase", func() bool { _, err := p.run(second, "sessions", "list"); return err == nil })
	p.on("Change the passphrase")
	p.choose(0, "With all sessions…")
	p.choose(-3, "Make a recovery sheet")
	p.key("Return")
	p.until("a sheet", func() bool { return exists(p.at("Documents", "nabij recovery sheet.pdf")) })
	p.on("Make a recovery sheet")
	p.choose(0, "With all sessions…")
	p.key("Escape")
	p.on("The sessions")
	p.key("Escape")
	p.on("nabij")
	p.leave()

	// The passphrase is lost: the code opens everything under a third one.
	code, _, _ := strings.Cut(p.must(second, "sessions", "recovery"), "\n")
	p.open()
	p.choose(0, "Passphrase")
	p.choose(-1, "With the recovery sheet")
	p.write(strings.ToLower(strings.ReplaceAll(code, "-", " ")))
	p.key("Return")
	p.write(third)
	p.key("Return")
	p.write(third)
	p.choose(0, "The sessions")
	p.must(third, "sessions", "list")
	p.key("Escape")
	p.on("nabij")
	p.leave()

	// A new computer: the backup is put back, under the passphrase of its day.
	for _, dir := range []string{"records", "keys"} {
		if err := os.RemoveAll(p.at("data", "nabij", dir)); err != nil {
			t.Fatal(err)
		}
	}
	p.open()
	p.choose(0, "The sessions")
	p.write(p.at("disk"))
	p.key("Tab")
	p.write(p.at("stick"))
	p.key("Return")
	p.until("a record", func() bool { return exists(p.record("new")) })
	p.on("The sessions")
	p.choose(0, "nabij")
	p.unlock(first)
	p.key("Escape")
	p.on("nabij")
	p.leave()
	if left := p.must(first, "sessions", "list"); !strings.Contains(left, "Tweede kring") || strings.Contains(left, "Eerste") {
		t.Errorf("after all, the list is:\n%s", left)
	}
}
