namespace ChatSdk;

/// <summary>What the reader of a stream must know about a chunk, whichever kind of answer it is a piece of.</summary>
internal interface IStreamChunk
{
    int ChoiceCount { get; }

    /// <summary>Gets whether it tells anything about the answer besides its choices.</summary>
    bool HasContent { get; }

    /// <summary>Gets whether it brings a piece of the answer.</summary>
    bool SaysSomething { get; }

    /// <summary>Gets whether its choices are of another kind than a list of objects.</summary>
    bool HasWrongChoices { get; }

    /// <summary>Gets whether it is worth looking for an error in it.</summary>
    bool MayHoldError { get; }

    /// <summary>Gets whether it is a complete answer and says so.</summary>
    bool IsCompleteAnswer { get; }

    /// <summary>Gets whether it may be a complete answer if nothing else is received.</summary>
    bool MayBeCompleteAnswer { get; }

    /// <summary>Tells what brought this chunk.</summary>
    void Attach(ChatResponseInfo response);

    /// <summary>Gives the choice at a place: its index, and whether it ends here.</summary>
    (int Index, bool IsFinished) ChoiceAt(int place);

    /// <summary>Gives the chunk as a piece of a chat answer, to be kept in case the stream breaks.</summary>
    ChatCompletionChunk ToChatChunk();
}
