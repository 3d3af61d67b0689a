// Package keys is the keyring: the secrets from which links are made and with
// which what must stay secret is sealed.
//
// A link that has to be repeated in later mails is not stored. It is computed:
// HMAC-SHA-256 of its purpose, the ID it leads to and a generation; to revoke
// the links that were sent, the generation is raised. A meeting link is sealed
// with the same ring. One-time codes and session tokens are random, and only
// their keyed hashes are stored.
//
// A ring has several keys, newest first. New links are made with the newest;
// a link names the key it was made with, so old ones hold until that key is
// taken out of the ring. The ring is configuration, shared by the processes of
// an installation and never in the database: who has the database alone can
// open no meeting and use no link.
package keys
