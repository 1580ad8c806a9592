"""Two examples for each command, by what a user types: for its help, and for the manual."""

from __future__ import annotations

EXAMPLES: dict[str, tuple[str, str]] = {
    "read": ("dateline read tonight/*.txt", "dateline read https://example.org/press/ferry.html"),
    "list": ("dateline list --view Unread", "dateline list --json | jq -r '.[].headline'"),
    "show": ("dateline show 17", "dateline show 17 --json | jq .quotes"),
    "stats": ("dateline stats", "dateline stats 'date:2018 tag:migration' --svg 2018.svg"),
    "serve": ("dateline serve", "dateline serve --port 8080 --library ferry.db"),
    "demo": ("dateline demo --tour", "dateline demo --library /tmp/demo.db"),
    "config": ("dateline config", "dateline config --edit"),
    "keys": ("dateline keys", "dateline keys | grep -i tag"),
    "add": ("dateline add releases/ mail.mbox", "pdftotext ferry.pdf - | dateline add - --name ferry.txt"),
    "follow": ("dateline follow https://example.org/press/feed.xml", "dateline follow press-office/"),
    "refresh": ("dateline refresh", "dateline refresh press-office/"),
    "sources": ("dateline sources", "dateline sources --json | jq '.[] | select(.error != \"\")'"),
    "unfollow": ("dateline unfollow press-office/", "dateline unfollow https://example.org/press/feed.xml"),
    "import": (
        "dateline import annotations.jsonld",
        "curl 'https://hypothes.is/api/search?user=jane' | dateline import -",
    ),
    "rules": ("dateline rules", "dateline rules --dry-run"),
    "find": (
        "dateline find 'place:geneva -is:read \"global compact\"'",
        "dateline find --in passages 'tag:migration note:figures' --json",
    ),
    "quotes": (
        "dateline quotes --speaker swing --csv > swing.csv",
        "dateline quotes --join 'William Lacy Swing' 'Bill Swing'",
    ),
    "view": ("dateline view save Geneva 'place:geneva is:unread'", "dateline view list"),
    "view save": (
        "dateline view save Geneva 'place:geneva is:unread'",
        "dateline view save 'My quotes' has:quotation tag:me",
    ),
    "view list": ("dateline view list", "dateline view list --json"),
    "view remove": ("dateline view remove Geneva", "dateline view remove 'My quotes'"),
    "annotate": (
        "dateline annotate 17 --quote 'in May' --tag deadline",
        "dateline annotate 17 --quote ferry --prefix 'shared ' --note 'Which one?'",
    ),
    "tag": (
        "dateline tag 'place:geneva agency:iom' migration",
        "dateline tag '\"global compact\"' compact --at sentence --dry-run",
    ),
    "untag": (
        "dateline untag 'date:..2017' current",
        "dateline untag 'tag:migration -place:geneva' migration",
    ),
    "tags": ("dateline tags", "dateline tags rename vulnerable migration/vulnerable"),
    "tags rename": (
        "dateline tags rename imigration immigration",
        "dateline tags rename vulnerable migration/vulnerable",
    ),
    "tags merge": ("dateline tags merge migrants migration", "dateline tags merge figures numbers"),
    "tags remove": ("dateline tags remove todo", "dateline tags remove migration/vulnerable"),
    "tags describe": (
        "dateline tags describe migration 'People who move, for whatever reason.'",
        "dateline tags describe migration --exclude 'Birds.'",
    ),
    "tags export": ("dateline tags export > codebook.csv", "dateline tags export --format markdown"),
    "tags import": (
        "dateline tags import codebook.csv",
        "dateline --library old.db tags export | dateline tags import -",
    ),
    "duplicates": ("dateline duplicates", "dateline duplicates --json | jq '.[].ids'"),
    "orphans": ("dateline orphans", "dateline orphans --json | jq -r '.[].quote'"),
    "export": (
        "dateline export 'tag:migration date:2018' --output notes/",
        "dateline export --output notes/ --changed join",
    ),
    "annotations": (
        "dateline annotations --tag migration --csv > migration.csv",
        "dateline annotations 'note:figures date:2018' --json | jq -r '.[].quote'",
    ),
    "history": ("dateline history | head", "dateline history 17 --json"),
    "remove": ("dateline remove 'source:old-feed.example is:read'", "dateline remove id:5..9 --yes"),
    "trash": ("dateline trash --restore 4 7", "dateline trash --empty"),
    "reread": ("dateline reread", "dateline reread 'lang:fr date:2018'"),
    "backup": ("dateline backup", "dateline backup --list"),
    "restore": ("dateline restore copy.db", "dateline restore copy.db --library letters.db"),
    "doctor": ("dateline doctor", "dateline doctor --repair"),
    "move": ("dateline move letters.db letters.json", "dateline move letters.json letters.db"),
    "completion": (
        "dateline completion bash >> ~/.bashrc",
        "dateline completion fish > ~/.config/fish/completions/dateline.fish",
    ),
}
