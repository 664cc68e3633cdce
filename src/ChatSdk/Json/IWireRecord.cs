namespace ChatSdk;

/// <summary>A record that can be read from JSON.</summary>
internal interface IWireRecord<TSelf>
{
    /// <summary>Gets whether the record can be read as a changed copy of an earlier one; see <see cref="WireReader.Earlier"/>.</summary>
    static virtual bool IsRepeatable => false;

    /// <summary>Reads the object at which the reader is positioned.</summary>
    static abstract TSelf Read(ref WireReader json);
}
