package session

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// Format is the version of the record format that this package writes.
const Format = 1

const (
	magic      = "nabij record "
	pageBytes  = 4096
	prefixSize = pageBytes
)

// ID names a record; it is random and says nothing about anybody.
type ID [16]byte

// String returns the ID in hexadecimal.
func (id ID) String() string { return hex.EncodeToString(id[:]) }

func newID() (id ID) {
	rand.Read(id[:])
	return id
}

// MarshalText implements encoding.TextMarshaler.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (id *ID) UnmarshalText(text []byte) error {
	n, err := hex.DecodeString(string(text))
	if err != nil || len(n) != len(id) {
		return fmt.Errorf("record id %q: want 32 hexadecimal digits", text)
	}
	copy(id[:], n)
	return nil
}

// prefix is the one page of a record that is not encrypted: enough to tell
// whose key opens it, and nothing else.
type prefix struct {
	ID ID `json:"id"`
	// Own is the record's key under a passphrase of its own: set in copies
	// that are handed to a client.
	Own *wrapped `json:"own,omitempty"`
}

// marshal lays the prefix out: a line with magic and version, a line of JSON,
// zeros, and the SHA-256 of all that in the last 32 bytes.
func (p prefix) marshal() ([]byte, error) {
	text, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	page := make([]byte, prefixSize)
	line := fmt.Appendf(nil, "%s%d\n%s\n", magic, Format, text)
	if copy(page[:prefixSize-sha256.Size], line) < len(line) {
		return nil, errors.New("record prefix: too long")
	}
	sum := sha256.Sum256(page[:prefixSize-sha256.Size])
	copy(page[prefixSize-sha256.Size:], sum[:])
	return page, nil
}

// readPrefix reads the prefix of the record at path.
func readPrefix(path string) (prefix, error) {
	file, err := os.Open(path)
	if err != nil {
		return prefix{}, err
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.IsDir() {
		return prefix{}, fmt.Errorf("%w: it is a folder", ErrForeign)
	}
	page := make([]byte, prefixSize)
	n, err := io.ReadFull(file, page)
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		return prefix{}, err
	}
	return parsePrefix(page[:n])
}

func parsePrefix(page []byte) (prefix, error) {
	rest, ok := bytes.CutPrefix(page, []byte(magic))
	if !ok {
		return prefix{}, foreign(page)
	}
	number, rest, ok := bytes.Cut(rest, []byte("\n"))
	var version int
	if _, err := fmt.Sscanf(string(number), "%d", &version); !ok || err != nil || version < 1 {
		return prefix{}, fmt.Errorf("%w in its first line", ErrDamaged)
	}
	if version > Format {
		return prefix{}, fmt.Errorf("%w: format %d, this program knows up to %d", ErrNewer, version, Format)
	}
	if len(page) < prefixSize {
		return prefix{}, fmt.Errorf("%w within its first page", ErrTruncated)
	}
	sum := sha256.Sum256(page[:prefixSize-sha256.Size])
	if !bytes.Equal(sum[:], page[prefixSize-sha256.Size:]) {
		return prefix{}, fmt.Errorf("%w in its first page", ErrDamaged)
	}
	text, _, _ := bytes.Cut(rest, []byte("\n"))
	var p prefix
	if err := json.Unmarshal(text, &p); err != nil {
		return prefix{}, fmt.Errorf("%w in its first page: %w", ErrDamaged, err)
	}
	return p, nil
}

// foreign tells an empty or cut file from another program's.
func foreign(page []byte) error {
	if len(page) < len(magic) && bytes.HasPrefix([]byte(magic), page) {
		return fmt.Errorf("%w: nothing is left of it", ErrTruncated)
	}
	return ErrForeign
}
