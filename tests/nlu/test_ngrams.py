"""Counts of character n-grams."""

from comedo.nlu.ngrams import CharacterNgrams


def counted(ngrams: CharacterNgrams, text: str) -> dict[str, float]:
    """The known n-grams of the text, and how often each occurs."""
    (row,) = ngrams.count([text]).toarray()
    return {ngram: count for ngram, count in zip(ngrams.vocabulary, row, strict=True) if count > 0}


def test_ngrams_are_counted_within_words_whatever_their_case_and_punctuation() -> None:
    ngrams = CharacterNgrams.learn(["no pus", "no, pus"])
    assert counted(ngrams, "No! NO") == {" n": 2, "no": 2, "o ": 2, " no": 2, "no ": 2, " no ": 2}


def test_only_ngrams_of_more_than_one_text_are_known() -> None:
    ngrams = CharacterNgrams.learn(["itchy itchy", "pus", "pus"])
    assert counted(ngrams, "itchy") == {}
    assert counted(ngrams, "pus")["pus"] == 1


def test_a_text_of_which_nothing_is_known_counts_nothing() -> None:
    counts = CharacterNgrams.learn(["pus", "pus"]).count(["?!", "pus", ""])
    assert counts.shape[0] == 3
    assert counts.sum(axis=1).ravel().tolist() == [[0, 9, 0]]


def test_the_vocabulary_brings_the_same_counts_back() -> None:
    ngrams = CharacterNgrams.learn(["it burns", "it burnt"])
    again = CharacterNgrams(ngrams.vocabulary)
    assert (again.count(["burns"]) != ngrams.count(["burns"])).nnz == 0
