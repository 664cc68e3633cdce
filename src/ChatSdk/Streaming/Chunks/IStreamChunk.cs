namespace ChatSdk;

/// <summary>What the reader of a stream must know about a chunk, whichever kind of answer it is part of.</summary>
internal interface IStreamChunk
{
    int ChoiceCount { get; }

    /// <summary>Gets whether it says anything about the answer besides its choices.</summary>
    bool HasContent { get; }

    /// <summary>Gets whether it has a fragment of the answer.</summary>
    bool SaysSomething { get; }

    /// <summary>Gets whether its choices are of another kind than a list of objects.</summary>
    bool HasWrongChoices { get; }

    /// <summary>Gets whether it may contain an error.</summary>
    bool MayHoldError { get; }

    /// <summary>Gets whether it is a complete answer and says so.</summary>
    bool IsCompleteAnswer { get; }

    /// <summary>Gets whether it may be a complete answer if nothing else is received.</summary>
    bool MayBeCompleteAnswer { get; }

    /// <summary>Sets the response that the chunk is from.</summary>
    void Attach(ChatResponseInfo response);

    /// <summary>Gets the choice at a position: its index, and whether it ends here.</summary>
    (int Index, bool IsFinished) ChoiceAt(int place);

    /// <summary>Gets the chunk as one of a chat answer, to be stored in case the stream breaks.</summary>
    ChatCompletionChunk ToChatChunk();
}
