namespace ChatSdk;

/// <summary>A request to a model: what a call needs to know of it, whichever endpoint it is for.</summary>
internal interface IModelRequest
{
    string? Model { get; }

    /// <summary>Gets how many choices the request is for; <see langword="null"/> if that is not known. Where it is one, every choice of the answer is part of it.</summary>
    int? ChoiceCount { get; }

    /// <summary>Returns the same request for another model.</summary>
    WireRecord WithModel(string model);

    /// <summary>Returns the same request without what only the server knows that the model's earlier answers came from.</summary>
    IModelRequest ToPortable() => this;
}
