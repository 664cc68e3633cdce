namespace ChatSdk;

/// <summary>The members of a chunk that are needed to read a stream. Chunks of chat completions and of text completions implement them.</summary>
internal interface IStreamChunk
{
    int ChoiceCount { get; }

    /// <summary>Gets whether the received object can be recognized as a chunk even without choices, for example because it reports the usage.</summary>
    bool HasContent { get; }

    /// <summary>Gets whether the chunk has a fragment of the answer.</summary>
    bool HasFragment { get; }

    /// <summary>Gets whether the choices of the chunk are not a list of objects.</summary>
    bool HasWrongChoices { get; }

    /// <summary>Gets whether the chunk may contain an error.</summary>
    bool MayContainError { get; }

    /// <summary>Gets whether the chunk is a complete answer according to its object type and its choices.</summary>
    bool IsCompleteAnswer { get; }

    /// <summary>Gets whether the chunk may be a complete answer, provided that no other chunk is received.</summary>
    bool MayBeCompleteAnswer { get; }

    /// <summary>Sets the metadata of the response.</summary>
    void Attach(ChatResponseInfo response);

    /// <summary>Returns the index of the choice at a position, and whether the choice ends with this chunk.</summary>
    (int Index, bool IsFinished) ChoiceAt(int place);

    /// <summary>Adds the chunk to the accumulated answer.</summary>
    void AddTo(ChatCompletionAccumulator answer);

    /// <summary>Converts the chunk to a chat chunk.</summary>
    ChatCompletionChunk ToChatChunk();
}
